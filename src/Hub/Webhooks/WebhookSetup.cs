namespace Hub.Webhooks;

internal static class WebhookSetup
{
    public static void AddWebhooks(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WebhookRules>();
        builder.Services.AddSingleton<WebhookAuthority>();
        builder.Services.AddSingleton<FormatChecks>();
        builder.Services.AddSingleton<WebhookChecks>();
        builder.Services.AddSingleton<SameWebhook>();
        builder.Services.AddSingleton<WebhookDrafts>();
        builder.Services.AddSingleton<WebhookWriter>();
    }
}
