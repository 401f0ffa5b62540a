using Hub.Domain;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Hub.Attachments;

/// <summary>What sort of file is attached, by what its sender says, its name and its first bytes; and whether it is taken.</summary>
internal sealed class FileTypes(IOptions<AttachmentOptions> options)
{
    private const string Anything = "application/octet-stream";

    private static readonly FileExtensionContentTypeProvider ByName = new();

    /// <param name="said">The sender's Content-Type, where there is one.</param>
    public (string MediaType, Refusal? Refusal) Judge(string? said, string name, ReadOnlySpan<byte> head)
    {
        var found = FileSignatures.Find(head);
        var called = Called(said, name);
        var type = called == Anything ? found?.MediaType ?? called : called;
        return (type, WhyNot(type, called, found));
    }

    private Refusal? WhyNot(string type, string called, FileSignature? found)
    {
        if (found is { IsExecutable: true } && !options.Value.AllowExecutables)
            return Refuse("attachment_type_refused", $"It is a program ({found.MediaType}), which is not taken.");
        if (found is null ? FileSignatures.Knows(called) : called != Anything && !found.Allows(called))
            return Refuse(
                "attachment_type_mismatch",
                $"It is called {called}, and {(found is null ? "does not begin like one" : $"is {found.MediaType}")}."
            );
        var (allowed, refused) = (options.Value.AllowedTypes, options.Value.RefusedTypes);
        var names = found is null ? [type] : new[] { type, found.MediaType };
        return
            refused.Exists(one => names.Any(name => Covers(one, name)))
            || (allowed.Count > 0 && !allowed.Exists(one => Covers(one, type)))
            ? Refuse("attachment_type_refused", $"Files of the type {type} are not taken.")
            : null;
    }

    /// <summary>What the sender calls it; by the name where they do not.</summary>
    private static string Called(string? said, string name) =>
        MediaTypeHeaderValue.TryParse(said, out var type)
        && type.MediaType.Value!.ToLowerInvariant() is var given
        && given != Anything
        && !type.MatchesAllTypes
            ? given
        : ByName.TryGetContentType(name, out var known) ? known
        : Anything;

    private static bool Covers(string pattern, string type) =>
        MediaTypeHeaderValue.Parse(type).IsSubsetOf(MediaTypeHeaderValue.Parse(pattern));

    private static Refusal Refuse(string code, string message) => Refusal.Invalid(code, message, "file");
}
