namespace Hub.LocalCloud.Cosmos;

/// <summary>How the host is set up.</summary>
public sealed record CosmosHostOptions
{
    /// <summary>The key that the emulator is documented with; nothing secret.</summary>
    public const string WellKnownKey =
        "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==";

    /// <summary>The loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The master key, in base64.</summary>
    public string Key { get; init; } = WellKnownKey;

    /// <summary>The physical partitions that a new container starts with.</summary>
    public int PartitionsPerContainer { get; init; } = 3;

    /// <summary>The clock behind _ts and time to live.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
