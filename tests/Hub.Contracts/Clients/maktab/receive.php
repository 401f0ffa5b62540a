Route::post('/maktab-webhook', function(Request $request) {
    $secret    = config('services.maktab.webhook_secret');
    $signature = $request->header('X-Maktab-Signature');
    $expected  = 'sha256=' . hash_hmac('sha256', $request->getContent(), $secret);

    if (!hash_equals($expected, $signature)) {
        return response()->json(['error' => 'Invalid signature'], 401);
    }

    $event = $request->input('event');
    $data  = $request->input('data');

    match($event) {
        'ticket.created'  => handleNewTicket($data),
        'ticket.resolved' => handleResolvedTicket($data),
        default           => null,
    };

    return response()->json(['ok' => true]);
})->withoutMiddleware([VerifyCsrfToken::class]);
