using Hub.Attachments.Scanning;
using Hub.Domain;
using Hub.Domain.Attachments;
using Hub.Domain.Organizations;
using Hub.Errors;
using Hub.Ports.Blobs;
using Hub.Ports.Queue;
using Microsoft.Extensions.Options;

namespace Hub.Attachments;

/// <summary>A file that was taken: what it is called, where it is, and whether the scanner has cleared it already.</summary>
internal sealed record Upload(string Name, string? Caption, StoredFile File, AttachmentStatus Status);

/// <summary>
/// Takes files as they come, never more than a buffer of them in memory: looked at, measured and hashed on the way to where they
/// are kept, and scanned there. What is not taken in the end is not kept.
/// </summary>
internal sealed class Uploading(
    IBlobStore blobs,
    IQueue queue,
    FileTypes types,
    Scanner scanner,
    AttachmentWork work,
    IOptions<AttachmentOptions> options,
    TimeProvider clock
)
{
    /// <summary>An upload has ended long before its content is looked for.</summary>
    private static readonly TimeSpan Longest = AttachmentTasks.AfterTheUpload / 2;

    /// <summary>The file of the request, or why it is not taken.</summary>
    public async Task<(Upload? Upload, Refused? Refused)> Take(
        HttpRequest request,
        UploadQuery query,
        OrganizationId organization,
        long ticket,
        CancellationToken cancellation
    )
    {
        using var limit = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var blob = Guid.CreateVersion7(clock.GetUtcNow());
        var file = new IncomingFile(AttachmentTasks.KeyOf(organization, ticket, blob), ticket);
        try
        {
            var refused = AttachmentBody.IsForm(request)
                ? await FromForm(file, request, either.Token)
                : await FromBody(file, request, query, either.Token);
            refused ??= await Scan(file, either.Token);
            if (refused is null)
                return (file.Upload, null);
            await Drop(file);
            return (null, refused);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            await Drop(file);
            return (null, new Refused(408, "request_too_slow", "The file came too slowly; send it in one go."));
        }
        catch
        {
            await Drop(file);
            throw;
        }
    }

    private async Task<Refused?> FromForm(IncomingFile file, HttpRequest request, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var form = new UploadForm(request, errors);
        Refused? refused = null;
        await form.Read(
            async (name, type, content) =>
                (refused = await Keep(file, (name, type, content), errors, UploadForm.FileField, cancellation)) is null,
            cancellation
        );
        file.Caption = form.Caption;
        return refused ?? (errors.Any ? new Refused(errors) : null);
    }

    private async Task<Refused?> FromBody(
        IncomingFile file,
        HttpRequest request,
        UploadQuery query,
        CancellationToken cancellation
    )
    {
        var errors = new FieldErrors();
        if (query.Caption is { } caption)
            errors.CheckLength(UploadQuery.CaptionParameter, caption, 0, Attachment.LongestCaption);
        file.Caption = query.Caption;
        if (request.ContentLength > options.Value.MaxBytes)
            return TooLarge();
        var sent = (query.Filename, request.ContentType, request.Body);
        return await Keep(file, sent, errors, UploadQuery.FilenameParameter, cancellation);
    }

    private async Task<Refused?> Scan(IncomingFile file, CancellationToken cancellation)
    {
        if (!scanner.IsOn)
            return null;
        var verdict = await scanner.ScanSoon(file.Key, cancellation);
        file.Status = verdict is null ? AttachmentStatus.Scanning : AttachmentStatus.Ready;
        return verdict?.Reason is { } reason
            ? new Refused(
                Refusal.Invalid("attachment_infected", $"The scanner refuses the file: {reason}", UploadForm.FileField)
            )
            : null;
    }

    /// <param name="field">What is at fault when the name is.</param>
    private async Task<Refused?> Keep(
        IncomingFile file,
        (string? Name, string? Type, Stream Body) sent,
        FieldErrors errors,
        string field,
        CancellationToken cancellation
    )
    {
        file.Name = FileNames.Read(sent.Name, errors, field);
        if (errors.Any)
            return new Refused(errors);
        using var content = new MeasuredStream(sent.Body, options.Value.MaxBytes);
        var head = await content.Peek(FileSignatures.Length, cancellation);
        if (head.IsEmpty)
            return new Refused(Refusal.Invalid("attachment_empty", "The file is empty.", UploadForm.FileField));
        var (mediaType, refusal) = types.Judge(sent.Type, file.Name, head.Span);
        if (refusal is not null)
            return new Refused(refusal);
        try
        {
            await Write(file, content, cancellation);
        }
        catch (ContentTooLargeException)
        {
            return TooLarge();
        }
        file.Stored = new StoredFile(file.Key.Id, content.Length, mediaType, content.Sha256);
        return null;
    }

    /// <summary>What looks for the content where nothing comes of it is there before the content.</summary>
    private async Task Write(IncomingFile file, MeasuredStream content, CancellationToken cancellation)
    {
        var later = clock.GetUtcNow() + AttachmentTasks.AfterTheUpload;
        await queue.Enqueue([AttachmentTasks.DeleteUnused(file.Key, file.Ticket, "uploaded", later)], cancellation);
        file.IsBegun = true;
        await blobs.Write(file.Key, content, cancellation);
    }

    private Task Drop(IncomingFile file) => file.IsBegun ? work.Drop(file.Key) : Task.CompletedTask;

    private Refused TooLarge() =>
        new(413, "attachment_too_large", $"A file has at most {options.Value.MaxBytes} bytes here.");

    /// <summary>One file on its way in.</summary>
    private sealed class IncomingFile(BlobKey key, long ticket)
    {
        public BlobKey Key => key;

        public long Ticket => ticket;

        public string Name { get; set; } = "";

        public string? Caption { get; set; }

        public StoredFile? Stored { get; set; }

        public AttachmentStatus Status { get; set; } = AttachmentStatus.Ready;

        /// <summary>There may be content.</summary>
        public bool IsBegun { get; set; }

        public Upload Upload => new(Name, Caption, Stored!, Status);
    }
}
