namespace Hub.Domain.People;

/// <summary>Somebody who works tickets.</summary>
public sealed record Agent
{
    public required long Id { get; init; }

    public required Guid Uuid { get; init; }

    public required string Email { get; init; }

    public required string Name { get; init; }

    public required bool IsActive { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
