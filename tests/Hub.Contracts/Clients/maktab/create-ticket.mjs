const response = await fetch(
  'https://your-domain.com/api/v1/tickets',
  {
    method: 'POST',
    headers: {
      'Authorization': `Bearer ${TOKEN}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({
      subject: 'VPN not connecting',
      description: 'Cannot connect to office VPN',
      requester_email: 'user@company.com',
      priority: 'high',
      department_id: 2,
    }),
  }
);
const { data: ticket } = await response.json();
