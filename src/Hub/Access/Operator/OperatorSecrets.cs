using Microsoft.Extensions.Options;

namespace Hub.Access.Operator;

/// <summary>What anybody could guess is no secret, but on a developer's own machine.</summary>
internal sealed class OperatorSecrets(IHostEnvironment environment) : IValidateOptions<HubOptions>
{
    public const int Shortest = 32;

    public ValidateOptionsResult Validate(string? name, HubOptions options) =>
        environment.IsDevelopment() || options.OperatorToken is not { Length: > 0 and < Shortest }
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Hub:OperatorToken must have at least {Shortest} characters outside Development: openssl rand -hex 20."
            );
}
