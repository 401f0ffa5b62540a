using System.Text;
using Hub.Domain.Attachments;
using Hub.Errors;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Hub.Attachments;

/// <summary>A form with a file, read part by part as it comes; its fields may stand before the file or behind it.</summary>
internal sealed class UploadForm(HttpRequest request, FieldErrors errors)
{
    public const string FileField = "file";
    public const string CaptionField = "caption";

    private const int MostParts = 10;
    private const int LongestBoundary = 70;

    /// <summary>Bytes of the longest caption.</summary>
    private const int MostTextBytes = Attachment.LongestCaption * 4;

    public string? Caption { get; private set; }

    /// <summary>Gives the file to be taken, and reads on until the form ends or the file is not taken.</summary>
    /// <param name="take">Answers whether it is taken.</param>
    public async Task Read(Func<string, string?, Stream, Task<bool>> take, CancellationToken cancellation)
    {
        try
        {
            await ReadParts(take, cancellation);
        }
        catch (InvalidDataException)
        {
            throw Malformed();
        }
        catch (IOException cut) when (cut.GetType() == typeof(IOException))
        {
            // The reader's word for a form that ends before its last boundary.
            throw Malformed();
        }
    }

    private async Task ReadParts(Func<string, string?, Stream, Task<bool>> take, CancellationToken cancellation)
    {
        var reader = new MultipartReader(Boundary(), request.Body);
        var hasFile = false;
        for (var parts = 0; await reader.ReadNextSectionAsync(cancellation) is { } part; parts++)
        {
            if (parts == MostParts || !ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var said))
                throw Malformed();
            var field = HeaderUtilities.RemoveQuotes(said.Name).ToString();
            if (field == FileField && !hasFile)
            {
                hasFile = true;
                var name = said.FileNameStar.HasValue ? said.FileNameStar : HeaderUtilities.RemoveQuotes(said.FileName);
                if (!await take(name.ToString(), part.ContentType, part.Body))
                    return;
            }
            else if (field == FileField)
                errors.Add(FileField, "Takes one file; send each with a request of its own.");
            else if (field == CaptionField)
                Caption = await Text(part.Body, cancellation);
            else
                errors.Add(FieldErrors.Shorten(field), "There is no such field; a form has file and caption.");
        }
        if (!hasFile)
            errors.Add(FileField, "Is required: the file, as a part of its own with a filename.");
    }

    private async Task<string?> Text(Stream part, CancellationToken cancellation)
    {
        var bytes = new byte[MostTextBytes + 1];
        var length = await part.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        var text = Encoding.UTF8.GetString(bytes, 0, length).Replace("\0", "", StringComparison.Ordinal).Trim();
        errors.CheckLength(CaptionField, text, 0, Attachment.LongestCaption);
        return text.Length == 0 ? null : text;
    }

    private string Boundary() =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is { Length: > 0 and <= LongestBoundary } boundary
            ? boundary
            : throw Malformed();

    private static UnfitBodyException Malformed() =>
        new(400, "malformed_form", "The form is not well-formed multipart/form-data, or does not end.");
}
