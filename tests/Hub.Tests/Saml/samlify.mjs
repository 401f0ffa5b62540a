// An identity provider of another house. It reads what to do from its input as JSON, and writes what came of it as JSON.
import { createRequire } from 'node:module';

const require = createRequire(`${process.argv[2]}/`);
const samlify = require('samlify');
samlify.setSchemaValidator({ validate: () => Promise.resolve('not looked at') });

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const asked = JSON.parse(Buffer.concat(chunks).toString());

const sp = samlify.ServiceProvider({ metadata: asked.hub, wantLogoutRequestSigned: true, wantLogoutResponseSigned: true });
const authn =
  '<saml:AuthnStatement AuthnInstant="{IssueInstant}" SessionIndex="{SessionIndex}"><saml:AuthnContext>' +
  '<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>';
const idp = samlify.IdentityProvider({
  entityID: 'urn:samlify',
  privateKey: asked.key,
  signingCert: asked.certificate,
  wantAuthnRequestsSigned: true,
  wantLogoutRequestSigned: true,
  wantLogoutResponseSigned: true,
  messageSigningOrder: 'sign-then-encrypt',
  requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  nameIDFormat: ['urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
  singleSignOnService: [{ Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', Location: 'https://samlify.example.com/sso' }],
  singleLogoutService: [{ Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', Location: 'https://samlify.example.com/slo' }],
  loginResponseTemplate: {
    context: samlify.SamlLib.defaultLoginResponseTemplate.context.replace('{AuthnStatement}', authn),
    attributes: [],
  },
});

// What the hub signed in an address: the query without its signature.
function redirected(address) {
  const url = new URL(address);
  const octetString = url.search.slice(1).split('&Signature=')[0];
  return { query: Object.fromEntries(url.searchParams), octetString };
}

const commands = {
  metadata: () => ({ metadata: idp.getMetadata() }),
  async answer() {
    const request = asked.address ? await idp.parseLoginRequest(sp, 'redirect', redirected(asked.address)) : null;
    const now = new Date();
    const later = new Date(now.getTime() + 5 * 60 * 1000).toISOString();
    const made = await idp.createLoginResponse(sp, request ?? { extract: { request: { id: '' } } }, 'post', { email: asked.email }, template => {
      const id = `_${crypto.randomUUID()}`;
      const plain = request ? template : template.replaceAll(' InResponseTo="{InResponseTo}"', '');
      const context = samlify.SamlLib.replaceTagsByValue(plain, {
        ID: id, AssertionID: `_${crypto.randomUUID()}`, Destination: asked.acs, SubjectRecipient: asked.acs, Audience: asked.entity,
        Issuer: 'urn:samlify', IssueInstant: now.toISOString(), StatusCode: 'urn:oasis:names:tc:SAML:2.0:status:Success',
        ConditionsNotBefore: now.toISOString(), ConditionsNotOnOrAfter: later, SubjectConfirmationDataNotOnOrAfter: later,
        NameIDFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress', NameID: asked.email,
        InResponseTo: request?.extract.request.id ?? '', SessionIndex: 'samlify-1',
        AuthnStatement: '', AttributeStatement: '',
      });
      return { id, context };
    });
    return { response: made.context };
  },
  signOut: () => ({ address: idp.createLogoutRequest(sp, 'redirect', { logoutNameID: asked.email, sessionIndex: 'samlify-1' }, 'state').context }),
  async signedOut() {
    const { extract } = await idp.parseLogoutResponse(sp, 'redirect', redirected(asked.address));
    return { status: extract.status ?? extract.response };
  },
};
process.stdout.write(JSON.stringify(await commands[asked.command]()));
