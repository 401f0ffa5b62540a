using System.ComponentModel.DataAnnotations;
using Hub.Storage.ServiceBus.Access;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Hub.Storage.ServiceBus;

/// <summary>The queue in Azure Service Bus. Bound from <c>Queue:ServiceBus</c>.</summary>
internal sealed class ServiceBusQueueOptions
{
    public const string Section = "Queue:ServiceBus";

    /// <summary>With a shared access key of the namespace that may send and listen (and manage, to count messages).</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The namespace's host name; the hub then signs in with its Azure identity.</summary>
    public string? Namespace { get; set; }

    /// <summary>Which user-assigned managed identity to sign in with; absent: whatever identity is there.</summary>
    public string? ManagedIdentityClientId { get; set; }

    [Required(ErrorMessage = "Queue must not be empty.")]
    [RegularExpression("[A-Za-z0-9][A-Za-z0-9._-]{0,200}", ErrorMessage = "Queue must be the name of a queue.")]
    public string Queue { get; set; } = "deliveries";

    /// <summary>Holds the dead letters of the hub; absent: the queue's name with <c>-dead</c>.</summary>
    [RegularExpression(
        "[A-Za-z0-9][A-Za-z0-9._-]{0,200}",
        ErrorMessage = "DeadLetterQueue must be the name of a queue."
    )]
    public string? DeadLetterQueue { get; set; }

    /// <summary>Long polls under way at once; each brings one message a round trip.</summary>
    [Range(1, 256)]
    public int Receivers { get; set; } = 8;

    /// <summary>How long a receive waits at the service for a message.</summary>
    [Range(1, 60)]
    public int LongPollSeconds { get; set; } = 30;

    /// <summary>Messages locked and waiting in memory; at most half of them for lanes that are closed.</summary>
    [Range(1, 1000)]
    public int Prefetch { get; set; } = 64;

    /// <summary>How long any request may take, beyond its long poll.</summary>
    [Range(1, 300)]
    public int RequestSeconds { get; set; } = 30;

    public string DeadLetters => DeadLetterQueue ?? $"{Queue}-dead";
}

/// <summary>What annotations cannot say.</summary>
internal sealed class ServiceBusQueueCheck(IHostEnvironment environment) : IValidateOptions<ServiceBusQueueOptions>
{
    public ValidateOptionsResult Validate(string? name, ServiceBusQueueOptions options)
    {
        if (!NamespaceAddress.TryRead(options, out var address, out var problem))
            return Fail($"{problem}.");
        if (address.Endpoint.Scheme != Uri.UriSchemeHttps && !environment.IsDevelopment())
            return Fail("has an Endpoint without TLS, which is for Development only.");
        return options.DeadLetters.Equals(options.Queue, StringComparison.OrdinalIgnoreCase)
            ? Fail("needs a DeadLetterQueue other than Queue.")
            : ValidateOptionsResult.Success;
    }

    private static ValidateOptionsResult Fail(string problem) =>
        ValidateOptionsResult.Fail($"{ServiceBusQueueOptions.Section} {problem}");
}
