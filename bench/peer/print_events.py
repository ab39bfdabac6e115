"""Prints each event, as the first consumer that anybody writes with kafka-python."""

import json
import os

from kafka import KafkaConsumer

consumer = KafkaConsumer(
    os.environ["KAFKA_TOPIC"],
    bootstrap_servers=os.environ["KAFKA_BROKER_URL"],
    group_id=os.environ["KAFKA_GROUP"],
    auto_offset_reset="earliest",
)
for message in consumer:
    print("UserRegistered", json.loads(message.value)["data"]["email"], flush=True)
