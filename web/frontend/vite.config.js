import { defineConfig } from 'vite';

import { onlyOurTokens } from './tokens.js';

// Every output has a fixed name, so that a template names it without a manifest:
//   theme-voorbeeld.css  tokens and font; an agency's own token file takes its place
//   app.css, app.js      every page
//   diagram.js, diagram.css  fetched by app.js on pages that hold a diagram
// Flask revalidates static files by ETag, so a fixed name never shows a stale page.
export default defineConfig({
  base: './',
  publicDir: false,
  css: { postcss: { plugins: [ onlyOurTokens() ] } },
  build: {
    outDir: '../static/build',
    emptyOutDir: true,
    target: 'es2022',
    // An inlined font or picture would be a data: address, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        'app': 'src/app.js',
        'app-style': 'src/app.css',
        'theme-voorbeeld': 'src/theme/voorbeeld.css'
      },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        assetFileNames: asset => assetPath(asset.names[0] ?? '')
      }
    }
  }
});

function assetPath(name) {
  if (name === 'app-style.css') return 'app.css';
  return name.endsWith('.woff2') ? 'fonts/[name][extname]' : '[name][extname]';
}
