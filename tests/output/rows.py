"""Two replicas as a list of the API has them."""

ROWS = [
    {
        "replica_id": "r90bbd427f71",
        "replica_name": "Rio",
        "status": "started",
        "training_progress": "45/100",
        "created_at": "2024-01-24T07:14:03.327Z",
        "thumbnail_video_url": None,
        "extra": {"deep": [1, 2]},
    },
    {
        "replica_id": "rf4e9d9790f0",
        "replica_name": "日本\tü",
        "status": "error",
        "training_progress": "90/100",
        "created_at": "Mon, 14 Jul 2025 09:14:24 GMT",
        "thumbnail_video_url": "https://cdn.example.com/t.mp4",
    },
]
DOCUMENT = {"data": ROWS, "total_count": 2, "new": True}
