using System.Buffers;
using System.Text;
using Hub.Domain.Documents;
using SQLitePCL;

namespace Hub.Storage.Sqlite.Engine;

/// <summary>A prepared statement: bind from 1, step, read columns from 0.</summary>
internal sealed class Statement(Connection owner, sqlite3_stmt handle) : IDisposable
{
    private int next;

    public Statement Rewind()
    {
        _ = raw.sqlite3_reset(handle);
        next = 0;
        return this;
    }

    public Statement Bind(long value)
    {
        _ = raw.sqlite3_bind_int64(handle, ++next, value);
        return this;
    }

    public Statement Bind(long? value) => value is { } present ? Bind(present) : BindNull();

    public Statement Bind(double value)
    {
        _ = raw.sqlite3_bind_double(handle, ++next, value);
        return this;
    }

    public Statement Bind(ReadOnlySpan<byte> value)
    {
        // The address of an empty span is null, and null is what SQLite would take it for.
        _ = value.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, ++next, 0) : raw.sqlite3_bind_blob(handle, ++next, value);
        return this;
    }

    public Statement Bind(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Bind((ReadOnlySpan<byte>)bytes);
    }

    public Statement Bind(string? value)
    {
        if (value is null)
            return BindNull();
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (most <= 512)
        {
            Span<byte> small = stackalloc byte[512];
            return BindText(small[..Encoding.UTF8.GetBytes(value, small)]);
        }
        var rented = ArrayPool<byte>.Shared.Rent(most);
        BindText(rented.AsSpan(0, Encoding.UTF8.GetBytes(value, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    public Statement Bind(FieldValue value) =>
        !value.IsPresent ? BindNull()
        : value.IsTextual ? Bind(value.AsText)
        : value.Kind == FieldKind.Number ? Bind(value.AsNumber)
        : Bind(value.AsInteger);

    public Statement BindNull()
    {
        _ = raw.sqlite3_bind_null(handle, ++next);
        return this;
    }

    /// <summary>Advances to the next row; false after the last.</summary>
    public bool Step() =>
        raw.sqlite3_step(handle) switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            _ => throw Fail(),
        };

    /// <summary>Runs a statement that returns no rows.</summary>
    public void Run()
    {
        while (Step()) { }
        Rewind();
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public double Double(int column) => raw.sqlite3_column_double(handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Blob(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    /// <summary>Whether a column has the value, or lacks one where there is none.</summary>
    public bool Holds(int column, FieldValue value) =>
        IsNull(column) ? !value.IsPresent
        : !value.IsPresent ? false
        : value.IsTextual ? HoldsText(column, value.AsText)
        : value.Kind == FieldKind.Number ? Double(column).Equals(value.AsNumber)
        : Long(column) == value.AsInteger;

    public Guid Guid(int column) => new(Blob(column), bigEndian: true);

    public void Dispose() => handle.Dispose();

    private bool HoldsText(int column, string text)
    {
        var stored = Blob(column);
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > 512)
            return Text(column) == text;
        Span<byte> utf8 = stackalloc byte[512];
        return stored.SequenceEqual(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    private Statement BindText(ReadOnlySpan<byte> utf8)
    {
        _ = utf8.IsEmpty ? raw.sqlite3_bind_text(handle, ++next, "") : raw.sqlite3_bind_text(handle, ++next, utf8);
        return this;
    }

    private StorageException Fail()
    {
        var failure = owner.Failure("step");
        Rewind();
        return failure;
    }
}
