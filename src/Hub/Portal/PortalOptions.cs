using Microsoft.Extensions.Options;

namespace Hub.Portal;

/// <summary>The section <c>Portal</c>: the pages below <c>/app</c>.</summary>
internal sealed class PortalOptions : IValidateOptions<PortalOptions>
{
    public const string Section = "Portal";

    /// <summary>Whether there are pages; without them <c>/app</c> is nowhere.</summary>
    public bool Enabled { get; set; } = true;

    public ValidateOptionsResult Validate(string? name, PortalOptions options) => ValidateOptionsResult.Success;
}
