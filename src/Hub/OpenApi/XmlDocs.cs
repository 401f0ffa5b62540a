using System.Collections.Frozen;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hub.Delivery.Dialects;
using Hub.Domain.Events;

namespace Hub.OpenApi;

/// <summary>
/// The XML documentation of the hub's own code. The framework reads it too, but puts whole summaries where a title
/// belongs, and leaves out what handlers say of their answers, examples, and the values inside of an Optional.
/// </summary>
internal sealed partial class XmlDocs
{
    private readonly FrozenDictionary<string, XElement> members;

    public XmlDocs()
    {
        Assembly[] described = [typeof(XmlDocs).Assembly, typeof(Dialect).Assembly, typeof(HubEvent).Assembly];
        members = described
            .Select(assembly => Path.ChangeExtension(assembly.Location, ".xml"))
            .Where(File.Exists)
            .SelectMany(file => XDocument.Load(file).Descendants("member"))
            .GroupBy(member => IdOf((string)member.Attribute("name")!))
            .ToFrozenDictionary(same => same.Key, same => same.First());
    }

    public string? Of(Type type) => Text(Find(type)?.Element("summary"));

    /// <summary>A property of a positional record is documented as the record's parameter.</summary>
    public string? Of(PropertyInfo property) =>
        Text(Find(property)?.Element("summary")) ?? Named(Find(property.DeclaringType!), "param", property.Name);

    public string? ExampleOf(PropertyInfo property) => Text(Find(property)?.Element("example"));

    /// <summary>A whole body, as JSON.</summary>
    public string? ExampleOf(Type type) => Text(Find(type)?.Element("example"));

    public string? Of(MethodInfo method) => Text(Find(method)?.Element("summary"));

    /// <summary>When it is of use, and when something else is.</summary>
    public string? RemarksOf(MethodInfo method) => Text(Find(method)?.Element("remarks"));

    public string? ReturnsOf(MethodInfo method) => Text(Find(method)?.Element("returns"));

    public string? Of(MethodInfo method, ParameterInfo parameter) => Named(Find(method), "param", parameter.Name!);

    /// <summary>What the handler says of its answers, by status.</summary>
    public IReadOnlyDictionary<string, string> ResponsesOf(MethodInfo method) =>
        (Find(method)?.Elements("response") ?? []).ToDictionary(
            response => (string)response.Attribute("code")!,
            response => Text(response)!
        );

    private XElement? Find(Type type) => members.GetValueOrDefault($"T:{NameOf(type)}");

    private XElement? Find(PropertyInfo property) =>
        members.GetValueOrDefault($"P:{NameOf(property.DeclaringType!)}.{property.Name}");

    private XElement? Find(MethodInfo method) =>
        members.GetValueOrDefault($"M:{NameOf(method.DeclaringType!)}.{method.Name}");

    private static string NameOf(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    /// <summary>Without the parameters of a method: handlers are not overloaded.</summary>
    private static string IdOf(string name) =>
        name.StartsWith("M:", StringComparison.Ordinal) ? name.Split('(')[0] : name;

    private static string? Named(XElement? member, string element, string name) =>
        Text(member?.Elements(element).FirstOrDefault(one => (string?)one.Attribute("name") == name));

    private static string? Text(XElement? element) =>
        element is null ? null : Blanks().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) =>
        node switch
        {
            XText text => text.Value,
            XElement { IsEmpty: true } reference => LastName(
                (string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name") ?? ""
            ),
            XElement element => element.Value,
            _ => "",
        };

    private static string LastName(string reference) => reference[(reference.LastIndexOf('.') + 1)..];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
