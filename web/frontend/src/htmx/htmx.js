import htmx from 'htmx.org';

// The indicator's rules stand in app.css.
htmx.config.includeIndicatorCSS = false;
