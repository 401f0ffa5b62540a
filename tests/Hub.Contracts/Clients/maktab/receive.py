import hmac, hashlib
from flask import Flask, request, jsonify

app = Flask(__name__)

@app.route('/webhook', methods=['POST'])
def webhook():
    secret    = b'your_webhook_secret'
    body      = request.get_data()
    signature = request.headers.get('X-Maktab-Signature', '')
    expected  = 'sha256=' + hmac.new(secret, body, hashlib.sha256).hexdigest()

    if not hmac.compare_digest(expected, signature):
        return jsonify({'error': 'Invalid signature'}), 401

    data = request.json
    print(f"Event: {data['event']}")
    return jsonify({'ok': True})
