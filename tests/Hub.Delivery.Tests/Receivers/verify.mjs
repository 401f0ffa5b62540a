// Receivers as the contracts tell people to write them: one line of JSON a delivery in, one verdict a line out.
import crypto from 'node:crypto';
import readline from 'node:readline';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

// What stands before the seed of an Ed25519 private key in PKCS #8.
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

function verifyEd25519(secret, headers, body) {
  const seed = Buffer.from(secret.slice('whsk_'.length), 'base64').subarray(0, 32);
  const key = crypto.createPublicKey(
    crypto.createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' }),
  );
  const content = Buffer.concat([Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.`), body]);
  return headers['webhook-signature']
    .split(' ')
    .filter((signature) => signature.startsWith('v1a,'))
    .some((signature) => crypto.verify(null, content, key, Buffer.from(signature.slice('v1a,'.length), 'base64')));
}

function verifyStandard(secret, headers, body) {
  if (secret.startsWith('whsk_')) return verifyEd25519(secret, headers, body);
  try {
    return typeof new Webhook(secret).verify(body, headers) === 'object';
  } catch (error) {
    if (error instanceof WebhookVerificationError && error.message === 'No matching signature found') return false;
    throw error;
  }
}

const receivers = {
  standard: verifyStandard,
  cloudevents: verifyStandard,
  'cloudevents-binary': verifyStandard,
  flow: verifyStandard,
  'flow-list': verifyStandard,
  maktab(secret, headers, body) {
    const signature = headers['x-maktab-signature'];
    const expected = 'sha256=' + crypto.createHmac('sha256', secret).update(body).digest('hex');
    return crypto.timingSafeEqual(Buffer.from(signature), Buffer.from(expected)) && 'event' in JSON.parse(body);
  },
  tiketti(secret, headers, body) {
    const expected = crypto.createHmac('sha256', secret).update(body).digest('hex');
    return (
      crypto.timingSafeEqual(Buffer.from(headers['x-tiketti-signature']), Buffer.from(`sha256=${expected}`)) &&
      JSON.parse(body).event === headers['x-tiketti-event']
    );
  },
  ticketing(secret, headers, body) {
    const received = headers['x-ticketing-signature-256'].replace(/^v1,/, '');
    const signed = Buffer.concat([Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.`), body]);
    const expected = crypto.createHmac('sha256', secret).update(signed).digest();
    return (
      crypto.timingSafeEqual(Buffer.from(received, 'base64'), expected) &&
      JSON.parse(body).event === headers['x-webhook-event-type']
    );
  },
  mokapen(secret, headers, body) {
    const expected = 'sha256=' + crypto.createHmac('sha256', secret).update(body).digest('hex');
    return (
      crypto.timingSafeEqual(Buffer.from(headers['x-mokapen-signature']), Buffer.from(expected)) &&
      JSON.parse(body).event === headers['x-mokapen-event']
    );
  },
  inbenta(secret, headers, body) {
    const expected = 'sha256=' + crypto.createHmac('sha256', secret).update(body).digest('hex');
    return (
      crypto.timingSafeEqual(Buffer.from(headers['x-inbenta-signature']), Buffer.from(expected)) &&
      JSON.parse(body).every((one) => Object.keys(one).join() === 'id,item,action,timestamp,actor,parent')
    );
  },
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { dialect, secret, headers, body } = JSON.parse(line);
  let verdict;
  try {
    verdict = receivers[dialect](secret, headers, Buffer.from(body, 'base64')) ? 'accepted' : 'refused';
  } catch (error) {
    verdict = `failed: ${error.message}`;
  }
  console.log(verdict);
}
