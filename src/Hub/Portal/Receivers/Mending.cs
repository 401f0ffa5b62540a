using System.Globalization;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Egress;
using Hub.Delivery.Targets;
using Hub.Webhooks;

namespace Hub.Portal.Receivers;

/// <summary>Why an attempt failed, and what usually mends it.</summary>
internal static class Mending
{
    /// <summary>What platforms say in their answers, whatever the webhook calls them.</summary>
    private static readonly (int Code, string Saying, string Text)[] Sayings =
    [
        (404, "WorkflowNotFound", "mend.flow_deleted"),
        (400, "WorkflowTriggerIsNotEnabled", "mend.flow_off"),
        (401, "DirectApiAuthorizationRequired", "mend.flow_tenant"),
        (401, "SignatureInvalid", "mend.flow_signature"),
        (401, "AuthorizationFailed", "mend.flow_signature"),
        (429, "WorkflowRunActionRepetitionQuotaExceeded", "mend.rate_limited"),
        (502, "NoResponse", "mend.flow_no_response"),
        (504, "GatewayTimeout", "mend.flow_no_response"),
    ];

    private static readonly (string Beginning, string Text)[] Certificates =
    [
        (CertificateProblem.Expired, "mend.tls_expired"),
        (CertificateProblem.NotYet, "mend.tls_not_yet"),
        (CertificateProblem.OtherName, "mend.tls_name"),
        (CertificateProblem.Unknown, "mend.tls_authority"),
    ];

    /// <summary>Nothing where the attempt was acknowledged.</summary>
    /// <param name="target">Whose answers are meant, where the webhook has one.</param>
    public static string? Of(Attempt? attempt, string? target)
    {
        if (attempt is not { Error: { } error })
            return null;
        var said = attempt.Response ?? "";
        var result = new EgressResult(error, attempt.StatusCode, TimeSpan.Zero, said);
        if (target is not null && TargetCatalogue.Find(target)?.Advice(result) is { } advice)
            return advice;
        foreach (var (code, saying, text) in Sayings)
            if (attempt.StatusCode == code && said.Contains(saying, StringComparison.OrdinalIgnoreCase))
                return Texts.Of(text);
        if (error == EgressCategory.Tls && OfCertificate(said, attempt.At) is { } certificate)
            return certificate;
        return (target is null ? null : Texts.Find($"mend.{target}_{AttemptResponse.NameOf(error)}"))
            ?? (attempt.StatusCode is { } status ? Texts.Find($"mend.{status}") : null)
            ?? Texts.Of($"mend.{AttemptResponse.NameOf(error)}");
    }

    private static string? OfCertificate(string said, DateTimeOffset at)
    {
        foreach (var (beginning, text) in Certificates)
            if (said.StartsWith(beginning, StringComparison.Ordinal))
            {
                var rest = said[beginning.Length..].TrimEnd('.');
                var isDay = DateOnly.TryParseExact(
                    rest,
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    default,
                    out var day
                );
                var days = isDay ? DateOnly.FromDateTime(at.UtcDateTime).DayNumber - day.DayNumber : 0;
                return Texts.Of(text, rest, days);
            }
        return null;
    }
}
