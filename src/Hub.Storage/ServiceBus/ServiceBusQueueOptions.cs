using System.ComponentModel.DataAnnotations;

namespace Hub.Storage.ServiceBus;

/// <summary>The queue in Azure Service Bus. Bound from <c>Queue:ServiceBus</c>.</summary>
internal sealed class ServiceBusQueueOptions
{
    public const string Section = "Queue:ServiceBus";

    private const string QueueName = "[A-Za-z0-9][A-Za-z0-9._-]{0,200}";

    /// <summary>With a shared access key of the namespace that may send and listen (and manage, to count messages).</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The namespace's host name; the hub then signs in with its Azure identity.</summary>
    public string? Namespace { get; set; }

    /// <summary>Which user-assigned managed identity to sign in with; absent: whatever identity is there.</summary>
    public string? ManagedIdentityClientId { get; set; }

    /// <summary>AMQP over WebSockets, on port 443, where 5671 is closed.</summary>
    public bool UseWebSockets { get; set; }

    [Required(ErrorMessage = "Queue must not be empty.")]
    [RegularExpression(QueueName, ErrorMessage = "Queue must be the name of a queue.")]
    public string Queue { get; set; } = "deliveries";

    /// <summary>
    /// Where hubs that spoke HTTPS kept dead letters: moved from there at the start. Absent: the queue's name with
    /// <c>-dead</c>.
    /// </summary>
    [RegularExpression(QueueName, ErrorMessage = "DeadLetterQueue must be the name of a queue.")]
    public string? DeadLetterQueue { get; set; }

    /// <summary>Messages locked and waiting in memory; at most half of them for lanes that are closed.</summary>
    [Range(1, 1000)]
    public int Prefetch { get; set; } = 64;

    /// <summary>How long the service may take to answer.</summary>
    [Range(1, 300)]
    public int RequestSeconds { get; set; } = 30;

    public string OldDeadLetters => DeadLetterQueue ?? $"{Queue}-dead";
}
