using System.Net;
using System.Text;
using Hub.Domain.Attachments;
using Hub.Domain.Events;
using Hub.Ports.Blobs;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Attachments;

/// <summary>What tests of attachments do.</summary>
internal static class AttachmentCalls
{
    /// <summary>The first bytes of a picture, and of a program.</summary>
    public static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 1, 2, 3];
    public static readonly byte[] Executable = [0x4D, 0x5A, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xFF, 0xFF, 0, 0];

    public static string Path(long ticket, long? attachment = null) =>
        $"/api/v1/tickets/{ticket}/attachments{(attachment is null ? "" : $"/{attachment}")}";

    /// <summary>The file as the body.</summary>
    public static Task<Answer> Attach(
        this HubClient client,
        long ticket,
        string name,
        string? type,
        byte[] content,
        string query = ""
    ) =>
        client.SendBytes(
            HttpMethod.Post,
            $"{Path(ticket)}?filename={Uri.EscapeDataString(name)}{query}",
            content,
            type
        );

    public static async Task<long> NewFile(this HubClient client, long ticket, string text = "Notes") =>
        (await client.Attach(ticket, "notes.txt", "text/plain", Encoding.UTF8.GetBytes(text)))
            .Expect(HttpStatusCode.Created)
            .Id;

    /// <summary>The file in a form, written part by part.</summary>
    public static Task<Answer> AttachForm(this HubClient client, long ticket, params string[] parts) =>
        client.SendBytes(
            HttpMethod.Post,
            Path(ticket),
            Encoding.UTF8.GetBytes($"{string.Concat(parts.Select(part => $"--form\r\n{part}\r\n"))}--form--\r\n"),
            "multipart/form-data; boundary=form"
        );

    public static string FilePart(string name, string type, string text) =>
        $"Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: {type}\r\n\r\n{text}";

    public static string TextPart(string field, string text) =>
        $"Content-Disposition: form-data; name=\"{field}\"\r\n\r\n{text}";

    public static Task<Answer> Attachment(this HubClient client, long ticket, long id) => client.Get(Path(ticket, id));

    public static Task<Answer> Content(
        this HubClient client,
        long ticket,
        long id,
        params (string, string)[] headers
    ) => client.Get($"{Path(ticket, id)}/content", headers);

    public static Task<Answer> DeleteAttachment(this HubClient client, long ticket, long id) =>
        client.Send(HttpMethod.Delete, Path(ticket, id), null);

    /// <summary>The attachment's events so far.</summary>
    public static async Task<IReadOnlyList<HubEvent>> AttachmentEvents(this HubHost hub, long ticket) =>
        [.. (await hub.EventsOf(ticket)).Where(one => one.About<Attachment>() is not null)];

    /// <summary>Whether the content that the ticket's attachment had is there.</summary>
    public static async Task<bool> HasBlob(this HubHost hub, BlobKey key)
    {
        await using var content = await hub.App.Services.GetRequiredService<IBlobStore>().Open(key, default);
        return content is not null;
    }

    /// <summary>Where the content of the attachment is kept.</summary>
    public static async Task<BlobKey> KeyOf(this HubHost hub, long ticket, long id)
    {
        var organization = await hub.OrganizationOf(hub.Admin);
        var stored = await Hub.Attachments.AttachmentWork.Find(hub.Store, organization, ticket, id, default);
        return new BlobKey(organization, $"ticket-{ticket}", stored!.Value.File!.Blob);
    }
}
