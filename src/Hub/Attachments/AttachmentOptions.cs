using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Hub.Attachments;

/// <summary>The section <c>Attachments</c>: what files are taken.</summary>
internal sealed class AttachmentOptions : IValidateOptions<AttachmentOptions>
{
    public const string Section = "Attachments";

    private const long Largest = 5L * 1024 * 1024 * 1024;

    /// <summary>Bytes of the largest file.</summary>
    public long MaxBytes { get; set; } = 25 * 1024 * 1024;

    /// <summary>The only media types that are taken, as in <c>application/pdf</c> and <c>image/*</c>; all when empty.</summary>
    public List<string> AllowedTypes { get; set; } = [];

    /// <summary>Media types that are not taken, whatever else is allowed.</summary>
    public List<string> RefusedTypes { get; set; } = [];

    /// <summary>Whether programs are taken: files that a computer would run.</summary>
    public bool AllowExecutables { get; set; }

    public ValidateOptionsResult Validate(string? name, AttachmentOptions options)
    {
        if (options.MaxBytes is < 1 or > Largest)
            return ValidateOptionsResult.Fail(
                $"{Section}:MaxBytes must be between 1 and {Largest}, not {options.MaxBytes}."
            );
        foreach (var type in options.AllowedTypes.Concat(options.RefusedTypes))
            if (!MediaTypeHeaderValue.TryParse(type, out _))
                return ValidateOptionsResult.Fail(
                    $"{Section}:AllowedTypes and :RefusedTypes must be media types such as image/png or image/*, not '{type}'."
                );
        return ValidateOptionsResult.Success;
    }
}
