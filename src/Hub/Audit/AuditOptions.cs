using Microsoft.Extensions.Options;

namespace Hub.Audit;

/// <summary>The section <c>Audit</c>.</summary>
internal sealed class AuditOptions : IValidateOptions<AuditOptions>
{
    public const string Section = "Audit";

    /// <summary>How many days entries of the audit log are kept.</summary>
    public int KeepDays { get; set; } = 400;

    public ValidateOptionsResult Validate(string? name, AuditOptions options) =>
        options.KeepDays is < 1 or > 36_500
            ? ValidateOptionsResult.Fail($"Audit:KeepDays must be between 1 and 36500, not {options.KeepDays}.")
            : ValidateOptionsResult.Success;
}
