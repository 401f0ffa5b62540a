using Hub.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Hub;

/// <summary>A reason not to start that the operator can do something about.</summary>
internal sealed class StartRefusedException(string message) : Exception(message);

/// <summary>Tells what an operator can put right from what is a bug: the first is one line, the second a stack trace.</summary>
internal static class StartRefusal
{
    public static string? Explain(Exception failure) =>
        failure switch
        {
            OptionsValidationException invalid => string.Join(' ', invalid.Failures),
            AggregateException many => ExplainAll(many),
            StartRefusedException refused => refused.Message,
            StorageException storage => storage.Message,
            IOException { InnerException: AddressInUseException } taken =>
                $"{taken.Message.TrimEnd('.')}. Stop the other program, or name another address with --urls.",
            // What the configuration binder throws for a value of the wrong type; it names the key.
            InvalidOperationException { InnerException: FormatException or ArgumentException } unreadable =>
                unreadable.Message,
            _ => null,
        };

    /// <summary>
    /// Kestrel says in many ways that it cannot listen, and seldom where: an address that is none, a port that is not to be
    /// had, a certificate that is missing or cannot be read.
    /// </summary>
    public static StartRefusedException? OfListening(Exception failure, IConfiguration configuration)
    {
        if (
            Explain(failure) is not null
            || failure.StackTrace?.Contains("Kestrel", StringComparison.Ordinal) is not true
        )
            return null;
        string?[] told = [configuration["urls"], configuration["http_ports"], configuration["https_ports"]];
        var where = string.Join(' ', told.Where(one => !string.IsNullOrEmpty(one)));
        return new StartRefusedException(
            $"It cannot listen{(where.Length > 0 ? $" on {where}" : "")}: {FirstLine(failure.Message)} "
                + "See --urls and Kestrel:Endpoints."
        );
    }

    private static string FirstLine(string text) => text.Split('\n')[0].Trim().TrimEnd('.') + ".";

    private static string? ExplainAll(AggregateException many)
    {
        var reasons = many.InnerExceptions.Select(Explain).ToList();
        return reasons.Contains(null) ? null : string.Join(' ', reasons);
    }
}
