using System.ComponentModel.DataAnnotations;

namespace Hub.Delivery.Egress;

/// <summary>Bounds on what a delivery may reach, wait for and read. Bound from <c>Delivery</c>.</summary>
public sealed class EgressOptions
{
    /// <summary>Lets http, loopback and private addresses through. Meant for Development alone.</summary>
    public bool AllowInsecureTargets { get; set; }

    /// <summary>The ports of targets that may be reached, 443 among them if it is to be; any port when none is listed.</summary>
    [Ports]
    public List<int> AllowedPorts { get; set; } = [];

    /// <summary>One span over name resolution, connect, TLS, headers and body.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Open connections to one scheme, host and port; further sends wait, on their own deadline. As many as may be under
    /// way at all: thousands of flows share a host, and one that hangs must not hold up the others.
    /// </summary>
    [Range(1, 10_000)]
    public int MaxConnectionsPerServer { get; set; } = 512;

    /// <summary>Bytes of a response body kept for the delivery log.</summary>
    [Range(0, 64 * 1024)]
    public int ResponseBytesKept { get; set; } = 2048;

    /// <summary>Bytes of a response body read after decompression; past them the connection is dropped.</summary>
    [Range(0, 16L * 1024 * 1024)]
    public long ResponseBytesRead { get; set; } = 64 * 1024;

    /// <summary>
    /// Bytes that the socket reads in answer to one request, headers, TLS, chunks and compression included; past them the
    /// connection is closed.
    /// </summary>
    [Range(64 * 1024, 64L * 1024 * 1024)]
    public long RawResponseBytes { get; set; } = 1024 * 1024;
}
