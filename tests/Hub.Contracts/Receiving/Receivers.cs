using System.ComponentModel;
using System.Diagnostics;
using Hub.Tests.OpenApi;

namespace Hub.Contracts.Receiving;

/// <summary>A language that the page has a receiver in, and how to run it over lines of deliveries.</summary>
/// <param name="Fence">What the page calls the block.</param>
/// <param name="Command">What runs a file of it.</param>
/// <param name="Before">Stands before the block.</param>
/// <param name="After">Reads a delivery a line, and says accepted or refused.</param>
internal sealed record Language(string Fence, string[] Command, string Extension, string Before, string After)
{
    public static readonly IReadOnlyList<Language> All =
    [
        new(
            "js",
            ["node"],
            ".mjs",
            "",
            """
            import { createInterface } from 'node:readline';
            for await (const line of createInterface({ input: process.stdin })) {
              const one = JSON.parse(line);
              console.log(verify(one.secret, one.headers, Buffer.from(one.body, 'base64')) ? 'accepted' : 'refused');
            }
            """
        ),
        new(
            "python",
            ["python3"],
            ".py",
            "",
            """
            import json, sys
            for line in sys.stdin:
                one = json.loads(line)
                print("accepted" if verify(one["secret"], one["headers"], base64.b64decode(one["body"])) else "refused")
            """
        ),
        new(
            "php",
            ["php"],
            ".php",
            "<?php\n",
            """
            while (($line = fgets(STDIN)) !== false) {
                $one = json_decode($line, true);
                echo verify($one['secret'], $one['headers'], base64_decode($one['body'])) ? "accepted\n" : "refused\n";
            }
            """
        ),
        new(
            "go",
            ["go", "run"],
            ".go",
            """
            package main
            import ("bufio"; "crypto/hmac"; "crypto/sha256"; "encoding/base64"; "encoding/hex"; "encoding/json"; "fmt"; "net/http"; "os"; "strconv"; "strings"; "time")
            var _ = []interface{}{hmac.New, sha256.New, base64.StdEncoding, hex.EncodeToString, strconv.ParseInt, strings.Split, time.Now}

            """,
            """

            func main() {
            	lines := bufio.NewScanner(os.Stdin)
            	lines.Buffer(nil, 1<<20)
            	for lines.Scan() {
            		var one struct { Secret string; Headers map[string]string; Body []byte }
            		if err := json.Unmarshal(lines.Bytes(), &one); err != nil { panic(err) }
            		headers := http.Header{}
            		for name, value := range one.Headers { headers.Set(name, value) }
            		if Verify(one.Secret, headers, one.Body) { fmt.Println("accepted") } else { fmt.Println("refused") }
            	}
            }
            """
        ),
    ];

    /// <summary>The page's first block in the language, without its fence; below a heading, where one is given.</summary>
    public static string Block(string fence, string name = "receiving", string heading = "")
    {
        var page = File.ReadAllText(Path.Combine(Document.Root, "docs", $"{name}.md"));
        var below = heading.Length == 0 ? 0 : page.IndexOf($"\n### {heading}\n", StringComparison.Ordinal);
        Assert.True(below >= 0, $"docs/{name}.md has no heading {heading}.");
        var start = page.IndexOf($"```{fence}\n", below, StringComparison.Ordinal);
        Assert.True(start > 0, $"docs/{name}.md has no block of {fence}.");
        start = page.IndexOf('\n', start) + 1;
        return page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }

    public static Language Of(string fence) => All.Single(one => one.Fence == fence);

    /// <summary>A verdict for each line; nothing where the language is not installed.</summary>
    public Task<string[]?> Judge(IReadOnlyList<string> lines) => Run(Before + Block(Fence) + After + "\n", lines);

    /// <summary>What a program says of the lines, line by line; nothing where the language is not installed.</summary>
    public async Task<string[]?> Run(
        string program,
        IReadOnlyList<string> lines,
        params (string Name, string Value)[] environment
    )
    {
        var folder = Directory.CreateTempSubdirectory("hub-receiver-");
        try
        {
            var file = Path.Combine(folder.FullName, "receiver" + Extension);
            await File.WriteAllTextAsync(file, program);
            var start = new ProcessStartInfo(Command[0], [.. Command[1..], file])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach (var (name, value) in environment)
                start.Environment[name] = value;
            using var process = Start(start);
            if (process is null)
                return null;
            var said = process.StandardOutput.ReadToEndAsync();
            var complained = process.StandardError.ReadToEndAsync();
            foreach (var line in lines)
                await process.StandardInput.WriteLineAsync(line);
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, await complained);
            return (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
