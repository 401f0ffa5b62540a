using Hub.Tokens;
using Microsoft.Extensions.Options;

namespace Hub.Bootstrap;

/// <summary>The section <c>Hub:Bootstrap</c>: what a hub without data starts with.</summary>
internal sealed class BootstrapOptions : IValidateOptions<BootstrapOptions>
{
    public const string Section = "Hub:Bootstrap";

    public string Organization { get; set; } = "Acme";

    /// <summary>Starts every ticket code.</summary>
    public string Prefix { get; set; } = "ACME";

    /// <summary>What contracts with whole numbers call the organization: org_id of mokapen.</summary>
    public long OrganizationNumber { get; set; } = Domain.Organizations.Organization.FirstNumber;

    /// <summary>A token that works after every start, for automation: <c>id|secret</c> or a secret alone.</summary>
    public string? Token { get; set; }

    /// <summary>A token for SCIM that works after every start, for automation: at most 512 characters without spaces.</summary>
    public string? ScimToken { get; set; }

    public ValidateOptionsResult Validate(string? name, BootstrapOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Organization))
            return ValidateOptionsResult.Fail("Hub:Bootstrap:Organization must not be empty.");
        if (!Domain.Organizations.Organization.IsPrefix(options.Prefix))
            return ValidateOptionsResult.Fail(
                $"Hub:Bootstrap:Prefix must be 2 to 10 capitals or digits, not '{options.Prefix}'."
            );
        if (options.OrganizationNumber < 1)
            return ValidateOptionsResult.Fail(
                $"Hub:Bootstrap:OrganizationNumber must be a whole number from 1, not {options.OrganizationNumber}."
            );
        if (options.Token is { Length: > 0 } && FixedToken.Read(options.Token) is null)
            return ValidateOptionsResult.Fail(
                "Hub:Bootstrap:Token must be a secret of at most 512 characters, or <number>|<secret> with a number below "
                    + $"{TokenRepositories.FirstNumber}."
            );
        if (options.ScimToken is { Length: > 0 } scim && (scim.Length > 512 || scim.Any(char.IsWhiteSpace)))
            return ValidateOptionsResult.Fail(
                "Hub:Bootstrap:ScimToken must have at most 512 characters and no spaces."
            );
        return ValidateOptionsResult.Success;
    }
}

/// <summary>What anybody could guess is no secret, but on a developer's own machine.</summary>
internal sealed class BootstrapSecrets(IHostEnvironment environment) : IValidateOptions<BootstrapOptions>
{
    public const int Shortest = 32;

    public ValidateOptionsResult Validate(string? name, BootstrapOptions options) =>
        environment.IsDevelopment() ? ValidateOptionsResult.Success
        : options.Token is { Length: > 0 } token && FixedToken.Read(token) is { Secret.Length: < Shortest }
            ? TooShort(nameof(options.Token))
        : options.ScimToken is { Length: > 0 and < Shortest } ? TooShort(nameof(options.ScimToken))
        : ValidateOptionsResult.Success;

    private static ValidateOptionsResult TooShort(string setting) =>
        ValidateOptionsResult.Fail(
            $"Hub:Bootstrap:{setting} must have a secret of at least {Shortest} characters outside Development: openssl rand -hex 20."
        );
}

/// <summary>A token given by configuration. A secret alone has the number 0, which no counter gives out.</summary>
internal sealed record FixedToken(long Id, string Secret)
{
    public static FixedToken? Read(string text)
    {
        var bar = text.IndexOf('|');
        var secret = text[(bar + 1)..];
        var id = 0L;
        return
            secret.Length is > 0 and <= 512
            && !secret.Any(char.IsWhiteSpace)
            && (bar < 0 || long.TryParse(text.AsSpan(0, bar), System.Globalization.NumberStyles.None, null, out id))
            && id < TokenRepositories.FirstNumber
            ? new FixedToken(id, secret)
            : null;
    }
}
