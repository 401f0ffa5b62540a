using Hub.Domain.Events;

namespace Hub.Delivery.Dialects;

/// <summary>An event of a dialect's catalogue.</summary>
/// <param name="Name">As published.</param>
/// <param name="Fact">What fires it.</param>
/// <param name="Scope">What a token must carry to be told of it.</param>
public sealed record EventDefinition(string Name, Fact Fact, string Scope, string Description);
