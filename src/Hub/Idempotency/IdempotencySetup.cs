namespace Hub.Idempotency;

internal static class IdempotencySetup
{
    public static void AddIdempotency(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IdempotencyKeys>();
        builder.Services.AddHostedService<IdempotencyPurge>();
    }
}
