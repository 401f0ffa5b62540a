using System.Collections;
using System.Globalization;
using Hub.Access.Entra;
using Hub.Attachments;
using Hub.Attachments.Scanning;
using Hub.Audit;
using Hub.Bootstrap;
using Hub.Deadlines;
using Hub.Delivery;
using Hub.Delivery.Egress;
using Hub.Delivery.Graph;
using Hub.People;
using Hub.Portal;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Scim;
using Hub.Storage;
using Hub.Telemetry;
using Hub.Wire;

namespace Hub.Settings;

/// <summary>Every setting of the hub, as the classes that they are bound to have them.</summary>
internal static class KnownSettings
{
    private static readonly IReadOnlyList<(string Section, Type Options)> Sections =
    [
        (HubOptions.Section, typeof(HubOptions)),
        (BootstrapOptions.Section, typeof(BootstrapOptions)),
        .. StorageSettings.Sections,
        (DeliverySetup.Section, typeof(DeliveryOptions)),
        (DeliverySetup.Section, typeof(EgressOptions)),
        (GraphOptions.Section, typeof(GraphOptions)),
        (RateLimitOptions.Section, typeof(RateLimitOptions)),
        (LimitOptions.Section, typeof(LimitOptions)),
        (AttachmentOptions.Section, typeof(AttachmentOptions)),
        (ScannerOptions.Section, typeof(ScannerOptions)),
        (AuditOptions.Section, typeof(AuditOptions)),
        (RequestOptions.Section, typeof(RequestOptions)),
        (EntraOptions.Section, typeof(EntraOptions)),
        (ScimOptions.Section, typeof(ScimOptions)),
        (RoleRuleOptions.Section, typeof(RoleRuleOptions)),
        (TelemetryOptions.Section, typeof(TelemetryOptions)),
        (PortalOptions.Section, typeof(PortalOptions)),
    ];

    /// <summary>Keys with <c>*</c> where a list has its number, and what each is when nobody says anything.</summary>
    public static readonly IReadOnlyDictionary<string, string?> All = Sections
        .SelectMany(section => Of(section.Section, section.Options))
        .Concat(StorageSettings.Keys.Select(key => KeyValuePair.Create(key, (string?)null)))
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the hub's own keys begin with.</summary>
    public static readonly IReadOnlyList<string> Roots =
    [
        .. All.Keys.Select(RootOf).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    public static IEnumerable<Type> Types => Sections.Select(section => section.Options);

    public static string RootOf(string key) => key.Split(ConfigurationPath.KeyDelimiter)[0];

    public static bool IsKnown(string key) => All.ContainsKey(Unnumbered(key));

    /// <summary>Why the key is not one of the hub's, with the one that was probably meant.</summary>
    public static string WhyNot(string key) =>
        KnownNames.Nearest(Unnumbered(key), All.Keys) is { } meant
            ? $"There is no setting {key}; did you mean {meant}?"
            : $"There is no setting {key}; --help lists those there are.";

    private static string Unnumbered(string key) =>
        string.Join(
            ConfigurationPath.KeyDelimiter,
            key.Split(ConfigurationPath.KeyDelimiter)
                .Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? "*" : part)
        );

    private static IEnumerable<KeyValuePair<string, string?>> Of(string path, Type type, int depth = 0)
    {
        var initial = Activator.CreateInstance(type);
        foreach (var property in type.GetProperties().Where(one => one.CanWrite))
        {
            var key = ConfigurationPath.Combine(path, property.Name);
            if (ItemOf(property.PropertyType) is not { } item)
                yield return new(key, Convert.ToString(property.GetValue(initial), CultureInfo.InvariantCulture));
            else if (item.IsValueType || item == typeof(string))
                yield return new(ConfigurationPath.Combine(key, "*"), null);
            // Attributes have attributes, once.
            else if (depth < 3)
                foreach (var inner in Of(ConfigurationPath.Combine(key, "*"), item, depth + 1))
                    yield return inner;
        }
    }

    private static Type? ItemOf(Type type) =>
        type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable)) ? type.GetGenericArguments().Single() : null;
}
