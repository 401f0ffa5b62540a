const crypto = require('crypto');

app.post('/webhook', express.raw({ type: '*/*' }), (req, res) => {
  const secret    = process.env.MAKTAB_WEBHOOK_SECRET;
  const signature = req.headers['x-maktab-signature'];
  const expected  = 'sha256=' + crypto
    .createHmac('sha256', secret)
    .update(req.body)
    .digest('hex');

  if (!crypto.timingSafeEqual(
    Buffer.from(signature), Buffer.from(expected))) {
    return res.status(401).json({ error: 'Invalid signature' });
  }

  const { event, data } = JSON.parse(req.body);
  console.log(`Event: ${event}`, data);
  res.json({ ok: true });
});
