using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit;

namespace Hub.Delivery.Tests.Dialects;

/// <summary>The folder of receivers in Node.js, with the packages that they import.</summary>
internal static class NodeReceivers
{
    private static readonly Lazy<Task<string>> Folder = new(() => Install(FolderBeside()));

    public static Task<string> Installed => Folder.Value;

    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException(
                $"These tests run receivers in Node.js: put '{start.FileName}' on the PATH.",
                missing
            );
        }
    }

    /// <summary>What a script of the folder says, a line for each line that it is given.</summary>
    public static async Task<IReadOnlyList<string>> Answers(string script, IReadOnlyList<string> lines)
    {
        var path = Path.Combine(await Installed, script);
        using var node = Start(
            new ProcessStartInfo("node", [path]) { RedirectStandardInput = true, RedirectStandardOutput = true }
        );
        var said = node.StandardOutput.ReadToEndAsync();
        foreach (var line in lines)
            await node.StandardInput.WriteLineAsync(line);
        node.StandardInput.Close();
        var answers = (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await node.WaitForExitAsync();
        Assert.Equal(0, node.ExitCode);
        Assert.Equal(lines.Count, answers.Length);
        return answers;
    }

    /// <summary>Exactly the versions of the lock file; nothing to do where they are in place.</summary>
    private static async Task<string> Install(string folder)
    {
        var marker = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        if (
            marker.Exists
            && marker.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"))
        )
            return folder;
        using var npm = Start(
            new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund"])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        );
        var said = npm.StandardError.ReadToEndAsync();
        await npm.StandardOutput.ReadToEndAsync();
        await npm.WaitForExitAsync();
        Assert.True(npm.ExitCode == 0, await said);
        return folder;
    }

    private static string FolderBeside([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "Receivers");
}
