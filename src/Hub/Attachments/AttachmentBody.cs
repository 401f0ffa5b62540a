using System.Reflection;
using Hub.OpenApi.Operations;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Hub.Attachments;

/// <summary>
/// What is to be attached: a link in JSON, or a file that is still to come with the request. A file is a form with a part of its
/// own, or the whole body where the query says what it is called.
/// </summary>
internal sealed class AttachmentBody : IBindableFromHttpContext<AttachmentBody>, IBody
{
    private const string Form = "multipart/form-data";

    /// <summary>What a form may take beside its file.</summary>
    private const long FormAround = 1024 * 1024;

    /// <summary>A file may be of any type; what is no link and no file is told so by whoever reads the body.</summary>
    public static AcceptsMetadata Accepted { get; } = new(["application/json", "*/*"], typeof(LinkAttachment));

    private AttachmentBody(Body<LinkAttachment>? link, FileIdentity? file) => (Link, File) = (link, file);

    public Body<LinkAttachment>? Link { get; }

    private FileIdentity? File { get; }

    /// <summary>
    /// Two requests under one Idempotency-Key are the same when they send the same link, or a file of the same size and type under
    /// the same name: content is not compared, for the first is not there any more when the second one comes.
    /// </summary>
    object IBody.Value => (object?)Link?.Value ?? File!;

    public static async ValueTask<AttachmentBody?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var request = context.Request;
        if (!IsFile(request))
            return new((await Body<LinkAttachment>.Read(context))!, null);
        if (BodyForm.IsCompressed(request))
            throw new UnfitBodyException(415, "unsupported_content_encoding", BodyForm.NotCompressed);
        var most = context.RequestServices.GetRequiredService<IOptions<AttachmentOptions>>().Value.MaxBytes;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = most + FormAround;
        return new(null, FileIdentity.Of(request));
    }

    public static bool IsForm(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(Form, StringComparison.OrdinalIgnoreCase);

    private static bool IsFile(HttpRequest request) =>
        IsForm(request)
        || request.Query.ContainsKey(UploadQuery.FilenameParameter)
        || request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<TakesFiles>() is { IsAlone: true };
}

/// <summary>What tells one upload from another before its content is read.</summary>
internal sealed record FileIdentity(string? MediaType, long? Length, string? Filename, string? Caption)
{
    public static FileIdentity Of(HttpRequest request) =>
        new(
            // A form's boundary is another one each time.
            AttachmentBody.IsForm(request)
                ? null
                : request.ContentType,
            request.ContentLength,
            request.Query[UploadQuery.FilenameParameter],
            request.Query[UploadQuery.CaptionParameter]
        );
}
