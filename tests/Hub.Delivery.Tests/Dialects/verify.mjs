// Receivers as the two contracts tell people to write them: one line of JSON a delivery in, one verdict a line out.
import crypto from 'node:crypto';
import readline from 'node:readline';

const receivers = {
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
