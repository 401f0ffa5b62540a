using Hub.Attachments.Scanning;
using Hub.Delivery.Sending;

namespace Hub.Attachments;

internal static class AttachmentSetup
{
    public static void AddAttachments(this IHostApplicationBuilder builder)
    {
        builder.AddOptions<AttachmentOptions>(AttachmentOptions.Section);
        builder.AddOptions<ScannerOptions>(ScannerOptions.Section);
        builder.Services.AddSingleton<FileTypes>();
        builder.Services.AddSingleton<Scanner>();
        builder.Services.AddSingleton<AttachmentWork>();
        builder.Services.AddSingleton<Uploading>();
        builder.Services.AddSingleton<Adding>();
        builder.Services.AddSingleton<OwnerCheck>();
        builder.Services.AddSingleton<ReplyAttachments>();
        builder.Services.AddSingleton<WaitingFiles>();
        builder.Services.AddSingleton<IQueueHandler, AttachmentTaskHandler>();
    }
}
