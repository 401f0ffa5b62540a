curl -X POST https://your-domain.com/api/v1/tickets \
  -H "Authorization: Bearer YOUR_TOKEN" \
  -H "Content-Type: application/json" \
  -d '{
    "subject": "VPN not connecting",
    "description": "Cannot connect to office VPN since morning",
    "requester_email": "user@company.com",
    "priority": "high",
    "department_id": 2
  }'
