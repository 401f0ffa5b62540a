using System.Text.RegularExpressions;
using Azure.Identity;

namespace Hub.Delivery.Graph;

/// <summary>What Entra ID says when it gives no token, in the words of these settings. Of its own text only the code is repeated.</summary>
internal static partial class TokenFailure
{
    public static string Sentence(AuthenticationFailedException failure) =>
        Code().Match(failure.Message) is { Success: true } found
            ? $"Entra ID gave the hub no token ({found.Value}): {Meaning(found.Groups[1].Value)}"
        : failure is CredentialUnavailableException
            ? "The hub has no identity here to ask for a token with: Graph:Credential says managed-identity or workload-identity, "
                + "and the machine offers none."
        : $"Entra ID could not be asked for a token: {FirstLine(failure.GetBaseException().Message)}";

    private static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd();

    private static string Meaning(string code) =>
        code switch
        {
            "7000215" =>
                "the client secret is wrong. Graph:ClientSecret must be the value of a secret of the application, not its id.",
            "7000222" =>
                "the client secret has expired. Make a new one for the application and set Graph:ClientSecret.",
            "700016" =>
                "the directory has no such application. Graph:ClientId and Graph:TenantId must belong together.",
            "90002" or "900023" => "there is no such directory. Graph:TenantId must be its id or one of its domains.",
            "700213" or "70021" or "700211" =>
                "the application trusts no such workload. Add a federated credential for the hub's service account to it.",
            _ => $"https://login.microsoftonline.com/error?code={code} says what it means.",
        };

    [GeneratedRegex("AADSTS([0-9]{4,9})")]
    private static partial Regex Code();
}
