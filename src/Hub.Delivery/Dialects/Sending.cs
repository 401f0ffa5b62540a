namespace Hub.Delivery.Dialects;

/// <summary>What distinguishes one attempt from all others of the same event.</summary>
/// <param name="Attempt">1 for the first.</param>
/// <param name="PreviousSecret">Signs too while a rotation gives receivers time.</param>
/// <param name="Subscription">Whose delivery it is.</param>
/// <param name="Refusals">How many attempts so far were answered as an unknown signature is.</param>
public readonly record struct Dispatch(
    Guid DeliveryId,
    int Attempt,
    DateTimeOffset Now,
    string Secret,
    string? PreviousSecret,
    int Refusals = 0,
    Guid Subscription = default
);

/// <summary>A request to be signed.</summary>
/// <param name="Event">What it tells; of a batch, its first event.</param>
/// <param name="Body">The exact bytes.</param>
/// <param name="Attempt">Which attempt it is; of a batch, its first delivery's.</param>
public readonly record struct Sending(RenderedEvent Event, byte[] Body, Dispatch Attempt);
