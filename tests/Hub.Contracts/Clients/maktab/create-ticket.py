import requests

response = requests.post(
    "https://your-domain.com/api/v1/tickets",
    headers={"Authorization": f"Bearer {TOKEN}"},
    json={
        "subject":         "VPN not connecting",
        "description":     "Cannot connect to office VPN",
        "requester_email": "user@company.com",
        "priority":        "high",
        "department_id":   2,
    }
)
ticket = response.json()["data"]
