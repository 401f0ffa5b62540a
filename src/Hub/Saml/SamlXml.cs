using System.Xml;

namespace Hub.Saml;

/// <summary>
/// Reads XML that somebody sent: no DTD and so no entities, nothing fetched, no comments nor instructions that a reader and a
/// signature could see differently, and so small and flat that whoever goes through it ends.
/// </summary>
internal static class SamlXml
{
    /// <summary>In bytes. Metadata of a large provider has some 100 KB.</summary>
    public const int Largest = 512 * 1024;

    private const int Deepest = 40;
    private const int MostElements = 5_000;
    private const int MostAttributes = 50;

    /// <param name="passesOver">Comments and instructions are passed over instead: in what nobody signed.</param>
    /// <returns>Nothing where it is no XML that the hub reads.</returns>
    public static XmlDocument? TryRead(byte[] bytes, bool passesOver = false)
    {
        if (bytes.Length > Largest)
            return null;
        try
        {
            if (!IsPlain(bytes, passesOver))
                return null;
            using var reader = Open(bytes, passesOver);
            var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
            document.Load(reader);
            return document;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    public static bool Is(this XmlNode node, string space, string name) =>
        node is XmlElement && node.NamespaceURI == space && node.LocalName == name;

    /// <summary>The children of the name; elements further down are none of them.</summary>
    public static IReadOnlyList<XmlElement> Children(this XmlElement parent, string space, string name) =>
        [.. parent.ChildNodes.OfType<XmlElement>().Where(child => child.Is(space, name))];

    /// <summary>The one child of the name; nothing where there is none or more than one.</summary>
    public static XmlElement? Only(this XmlElement parent, string space, string name) =>
        parent.Children(space, name) is [var only] ? only : null;

    /// <summary>The text of an element that has nothing but text.</summary>
    public static string? PlainText(this XmlElement? element) =>
        element is { ChildNodes: { Count: 1 } nodes } && nodes[0] is XmlText text ? text.Value!.Trim() : null;

    public static string? Said(this XmlElement? element, string attribute) =>
        element?.GetAttributeNode(attribute)?.Value is { Length: > 0 } value ? value : null;

    private static bool IsPlain(byte[] bytes, bool passesOver)
    {
        using var reader = Open(bytes, passesOver);
        var elements = 0;
        while (reader.Read())
        {
            if (reader.NodeType is XmlNodeType.Comment or XmlNodeType.ProcessingInstruction or XmlNodeType.CDATA)
                return false;
            if (reader.Depth > Deepest || reader.AttributeCount > MostAttributes)
                return false;
            if (reader.NodeType == XmlNodeType.Element && ++elements > MostElements)
                return false;
        }
        return true;
    }

    private static XmlReader Open(byte[] bytes, bool passesOver) =>
        XmlReader.Create(
            new MemoryStream(bytes),
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = Largest,
                IgnoreComments = passesOver,
                IgnoreProcessingInstructions = passesOver,
            }
        );
}
