using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Hub.Storage.Blobs;

/// <summary>Attachments in Azure Blob Storage. Bound from <c>Attachments:AzureBlobs</c>.</summary>
internal sealed class AzureBlobOptions
{
    public const string Section = "Attachments:AzureBlobs";

    /// <summary>Account and key in one: <c>DefaultEndpointsProtocol=https;AccountName=...;AccountKey=...</c>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The account's address, as in <c>https://name.blob.core.windows.net</c>; the hub signs in with its Azure identity.</summary>
    public string? Endpoint { get; set; }

    /// <summary>Which user-assigned managed identity to sign in with; absent: whatever identity is there.</summary>
    public string? ManagedIdentityClientId { get; set; }

    [Required(ErrorMessage = "Container must not be empty.")]
    [RegularExpression("[a-z0-9](-?[a-z0-9]){2,62}", ErrorMessage = "Container must be the name of a container.")]
    public string Container { get; set; } = "attachments";

    /// <summary>Makes the container where it is missing; off where a template has made it and the hub may not.</summary>
    public bool CreateContainer { get; set; } = true;
}

/// <summary>What annotations cannot say.</summary>
internal sealed class AzureBlobOptionsCheck(IHostEnvironment environment) : IValidateOptions<AzureBlobOptions>
{
    public ValidateOptionsResult Validate(string? name, AzureBlobOptions options) =>
        (options.ConnectionString, options.Endpoint) switch
        {
            ({ Length: > 0 }, { Length: > 0 }) => Fail("has a ConnectionString and an Endpoint; give one of them."),
            ({ Length: > 0 }, _) => ValidateOptionsResult.Success,
            (_, { Length: > 0 } endpoint) when Uri.TryCreate(endpoint, UriKind.Absolute, out var address) =>
                address.Scheme == Uri.UriSchemeHttps || environment.IsDevelopment()
                    ? ValidateOptionsResult.Success
                    : Fail("has an Endpoint without TLS, which is for Development only."),
            _ => Fail("needs a ConnectionString or an Endpoint."),
        };

    private static ValidateOptionsResult Fail(string problem) =>
        ValidateOptionsResult.Fail($"{AzureBlobOptions.Section} {problem}");
}
