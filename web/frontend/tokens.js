// The Voorbeeld theme carries tokens for the component sets of many municipalities. We use those of Utrecht and of
// NL Design System itself; the others would add 80 kB that no rule reads.
const ours = [ '--basis-', '--nl-', '--utrecht-', '--voorbeeld-', '--perspectief-' ];

export function onlyOurTokens() {
  return {
    postcssPlugin: 'only-our-tokens',
    OnceExit(root) {
      if (!/design-tokens|theme/.test(root.source?.input.file ?? '')) return;
      root.walkDecls(/^--/, declaration => {
        if (!ours.some(prefix => declaration.prop.startsWith(prefix))) declaration.remove();
      });
    }
  };
}
