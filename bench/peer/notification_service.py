"""Keeps one notification for each event: what a poll brings is one transaction, and offsets are committed after it."""

import json
import os

from kafka import KafkaConsumer
from sqlalchemy.dialects.mysql import insert
from tables import Notification, open_engine

INSERT = insert(Notification).prefix_with("IGNORE")


def notification(message) -> dict:
    return {
        "event_id": dict(message.headers)["event_id"].decode(),
        "user_id": int(message.key),
        **json.loads(message.value)["data"],
    }


def main() -> None:
    engine = open_engine()
    consumer = KafkaConsumer(
        os.environ["KAFKA_TOPIC"],
        bootstrap_servers=os.environ["KAFKA_BROKER_URL"],
        group_id=os.environ["KAFKA_GROUP"],
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        )
    while True:
        polled = consumer.poll(timeout_ms=500, max_records=500)
        rows = [notification(message) for messages in polled.values() for message in messages]
        if rows:
            with engine.begin() as connection:
                connection.execute(INSERT, rows)
            consumer.commit()


if __name__ == "__main__":
    main()
