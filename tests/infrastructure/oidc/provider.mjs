// A real OpenID provider on loopback: whoever types a name is that subject. Its users tell the mail address of an administrator.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [modules, port, redirect] = process.argv.slice(2);
const { Provider } = await import(pathToFileURL(createRequire(`${modules}/`).resolve('oidc-provider')).href);

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'perspectief', client_secret: 'a secret of the tests', redirect_uris: [redirect] }],
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, email: 'beheer@meldpunt.example' }) }),
  features: { devInteractions: { enabled: true } },
  pkce: { required: () => true }
});

provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
