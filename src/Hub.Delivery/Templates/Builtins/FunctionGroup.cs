using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Hub.Delivery.Templates.Builtins;

/// <summary>Functions that all renderings share, so that none may change any of them.</summary>
internal sealed class FunctionGroup : ScriptObject
{
    public FunctionGroup(string name, IEnumerable<KeyValuePair<string, object?>> functions)
        : base(32, autoImportStaticsFromThisType: false)
    {
        Name = name;
        foreach (var (key, function) in functions)
            SetValue(key, function, readOnly: true);
        IsReadOnly = true;
    }

    /// <summary>Empty of those that need no name before them.</summary>
    public string Name { get; }

    public override bool CanWrite(string member) => false;

    public override bool TrySetValue(
        TemplateContext? context,
        SourceSpan span,
        string member,
        object? value,
        bool readOnly
    ) => false;

    public override IScriptObject Clone(bool deep) => this;
}
