namespace Hub.Wire;

/// <summary>Answers that show the resource carry its version as an <c>ETag</c>; for their description.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class VersionedAttribute : Attribute;
