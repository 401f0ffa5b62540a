using System.Diagnostics;
using System.Runtime;

namespace Hub.Delivery.Templates.Writing;

/// <summary>
/// How much work one rendering may be: in steps, in bytes of memory that its thread asks for, and in time. The engine's own limits
/// leave ways around them.
/// </summary>
internal sealed class Budget
{
    public const int Steps = 20_000;
    public const long Bytes = 16 * 1024 * 1024;
    public static readonly TimeSpan Time = TimeSpan.FromMilliseconds(100);

    private const int StepsBetweenLooks = 4;

    private readonly long bytesBefore = GC.GetAllocatedBytesForCurrentThread();
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly long compiledBefore = JitInfo.GetCompiledMethodCount(currentThread: true);
    private readonly TimeSpan compilingBefore = JitInfo.GetCompilationTime(currentThread: true);
    private int steps;

    /// <summary>Whether time was what ran out: a machine that stalls does that to the best of templates.</summary>
    public bool IsOutOfTime { get; private set; }

    /// <summary>Whether code was compiled meanwhile, which whoever comes next finds done.</summary>
    public bool HasCompiled => JitInfo.GetCompiledMethodCount(currentThread: true) > compiledBefore;

    /// <summary>Counts a step.</summary>
    /// <returns>What ran out; nothing while there is enough.</returns>
    public string? Step()
    {
        if (++steps > Steps)
            return $"The template takes more than {Steps} steps.";
        if (GC.GetAllocatedBytesForCurrentThread() - bytesBefore > Bytes)
            return $"The template takes more than {Bytes / 1024 / 1024} MB of memory.";
        if (steps % StepsBetweenLooks == 0)
            IsOutOfTime =
                Stopwatch.GetElapsedTime(began) is var elapsed && elapsed > Time && elapsed - Compiling > Time;
        return IsOutOfTime ? $"The template takes longer than {Time.TotalMilliseconds} ms." : null;
    }

    private TimeSpan Compiling => JitInfo.GetCompilationTime(currentThread: true) - compilingBefore;
}
