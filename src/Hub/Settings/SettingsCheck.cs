using System.Collections.Frozen;
using System.Globalization;
using Hub.Wire;

namespace Hub.Settings;

/// <summary>Finds settings that nobody reads: a misspelt limit or address would otherwise be passed over.</summary>
internal static class SettingsCheck
{
    /// <summary>What the framework reads from arguments, by the first part of its keys.</summary>
    private static readonly FrozenSet<string> OfTheFramework = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "urls",
        "http_ports",
        "https_ports",
        "environment",
        "contentRoot",
        "applicationName",
        "AllowedHosts",
        "hostBuilder",
        "shutdownTimeoutSeconds",
        "Kestrel",
        "Logging"
    );

    /// <summary>Kestrel passes over ports that it cannot read, and listens somewhere.</summary>
    private static readonly string[] Ports = ["http_ports", "https_ports"];

    /// <summary>Wherever the configuration comes from: keys below the hub's own sections.</summary>
    public static void Check(IConfiguration configuration)
    {
        var faults = KnownSettings
            .Roots.SelectMany(root => configuration.GetSection(root).AsEnumerable())
            .Where(pair => pair.Value is not null && pair.Key.Contains(ConfigurationPath.KeyDelimiter))
            .Where(pair => !KnownSettings.IsKnown(pair.Key))
            .Select(pair => KnownSettings.WhyNot(pair.Key))
            .Concat(
                Ports.Where(key => !ArePorts(configuration[key])).Select(key => WhyNotPorts(key, configuration[key]))
            )
            .Order(StringComparer.Ordinal)
            .ToList();
        if (faults.Count > 0)
            throw new StartRefusedException(string.Join(' ', faults));
    }

    private static bool ArePorts(string? value) =>
        (value ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .All(port => ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    private static string WhyNotPorts(string key, string? value) =>
        $"{key} is '{value}'; it must be a port, or several divided by semicolons.";

    /// <summary>What is wrong with the arguments that the hub was started with; nothing when they can be read.</summary>
    public static string? WhyNot(IReadOnlyList<string> arguments)
    {
        for (var at = 0; at < arguments.Count; at++)
        {
            var argument = arguments[at];
            var key = argument.TrimStart('-', '/').Split('=')[0];
            var isKey = argument.StartsWith("--", StringComparison.Ordinal) || argument.StartsWith('/');
            if (!isKey && !(argument.Contains('=') && !argument.StartsWith('-')))
                return $"'{argument}' is no setting; settings are written --Key=value. --help lists them.";
            if (WhyNotKey(key) is { } unknown)
                return unknown;
            if (argument.Contains('='))
                continue;
            if (at + 1 == arguments.Count || arguments[at + 1].StartsWith("--", StringComparison.Ordinal))
                return $"--{key} has no value; write --{key}=value.";
            at++;
        }
        return null;
    }

    private static string? WhyNotKey(string key)
    {
        var root = KnownSettings.RootOf(key);
        if (OfTheFramework.Contains(root))
            return null;
        if (KnownSettings.IsKnown(key))
            return null;
        var meant = KnownNames.Nearest(key, OfTheFramework);
        return meant is null || key.Contains(ConfigurationPath.KeyDelimiter)
            ? KnownSettings.WhyNot(key)
            : $"There is no setting {key}; did you mean {meant}?";
    }
}
