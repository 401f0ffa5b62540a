"""Speaks to the local Service Bus with Apache Qpid Proton, and says, a line a step, what it saw.

Arguments: port, queue, name of the key. The key is in the environment variable BUS_KEY.
"""

import base64
import hashlib
import hmac
import os
import sys
import time
from urllib.parse import quote

from proton import Disposition, Message, int32
from proton.reactor import LinkOption
from proton.utils import BlockingConnection, LinkDetached, SendException

PORT, QUEUE, KEY_NAME = sys.argv[1:4]
HOST = "127.0.0.1"
PATIENCE = 20


class AnswersAt(LinkOption):
    """A receiver's own address: where its requests want to be answered."""

    def __init__(self, address):
        self.address = address

    def apply(self, link):
        link.target.address = self.address


class Requests:
    """A pair of links to a node that answers requests. A session tells links apart by name alone."""

    def __init__(self, connection, node):
        self.reply_to = f"answers-of-{node}"
        self.sender = connection.create_sender(node, name=f"to-{node}")
        self.receiver = connection.create_receiver(
            node, credit=10, name=f"from-{node}", options=AnswersAt(self.reply_to)
        )

    def ask(self, body, **properties):
        self.sender.send(Message(id="request", reply_to=self.reply_to, properties=properties, body=body))
        answer = self.receiver.receive(timeout=PATIENCE)
        self.receiver.accept()
        assert answer.correlation_id == "request", answer
        return answer


def signature():
    resource = quote(f"amqp://{HOST}/{QUEUE}", safe="")
    expiry = int(time.time()) + 600
    digest = hmac.new(os.environ["BUS_KEY"].encode(), f"{resource}\n{expiry}".encode(), hashlib.sha256).digest()
    signed = quote(base64.b64encode(digest), safe="")
    return f"SharedAccessSignature sr={resource}&sig={signed}&se={expiry}&skn={KEY_NAME}"


def say(step, *details):
    print(step, *details, sep=" | ", flush=True)


def describe(message):
    sequence_number = message.annotations["x-opt-sequence-number"]
    return f"{message.id} number {sequence_number} delivered {message.delivery_count} body {message.body}"


connection = BlockingConnection(f"amqp://{HOST}:{PORT}", timeout=PATIENCE, allowed_mechs="ANONYMOUS")

try:
    connection.create_sender(QUEUE, name="too-early")
    say("attach", "let in without a token")
except LinkDetached as refused:
    say("attach", refused.condition)

cbs = Requests(connection, "$cbs")
token = cbs.ask(
    signature(), operation="put-token", type="servicebus.windows.net:sastoken", name=f"amqp://{HOST}/{QUEUE}"
)
say("put-token", token.properties["status-code"])

sender = connection.create_sender(QUEUE, name="sender")
for number in range(1, 5):
    sender.send(Message(id=f"m-{number}", subject="lane", body=f"body {number}"))
try:
    sender.send(Message(id="x" * 129, body="refused"))
    say("send", "taken whatever its id")
except SendException as refused:
    say("send", "rejected" if refused.state == Disposition.REJECTED else refused.state)

management = Requests(connection, f"{QUEUE}/$management")
peeked = management.ask(
    {"from-sequence-number": 0, "message-count": int32(10)}, operation="com.microsoft:peek-message"
)
say("peek", peeked.properties["statusCode"])
for entry in peeked.body["messages"]:
    message = Message()
    message.decode(bytes(entry["message"]))
    say("peeked", describe(message))

receiver = connection.create_receiver(QUEUE, name="receiver")
for settle in (
    receiver.accept,
    receiver.reject,
    lambda: receiver.release(delivered=False),
    lambda: receiver.release(delivered=True),
):
    say("received", describe(receiver.receive(timeout=PATIENCE)))
    settle()

for _ in range(2):
    say("again", describe(receiver.receive(timeout=PATIENCE)))
    receiver.accept()

dead_letters = connection.create_receiver(f"{QUEUE}/$DeadLetterQueue", name="dead-letters")
dead = dead_letters.receive(timeout=PATIENCE)
say("dead", describe(dead), dead.annotations["x-opt-deadletter-source"])
dead_letters.accept()

connection.close()
say("closed")
