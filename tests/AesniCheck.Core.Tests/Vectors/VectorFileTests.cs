using AesniCheck.Ciphers;
using Xunit;

namespace AesniCheck.Vectors;

public sealed class VectorFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aesnicheck-vectors-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AFileOnDiskIsRead()
    {
        string path = Write("sample.rsp", RspTexts.Ecb);
        VectorFile file = VectorFile.Load(path);
        Assert.Equal(path, file.FileName);
        Assert.Equal(2, file.Vectors.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\ufeff \r\n\t")]
    public void AFileThatBeginsWithABraceIsJson(string before)
    {
        string path = Write("whatever.rsp", before + WycheproofTexts.Gcm);
        Assert.Equal(CipherMode.Gcm, VectorFile.Load(path).Vectors[0].Mode);
    }

    [Fact]
    public void AWrongFileOnDiskIsRefusedByItsPathAndLine()
    {
        string path = Write("sample.rsp", RspTexts.Ecb.Replace("KEY = 8", "KEY = x", StringComparison.Ordinal));
        Assert.StartsWith($"{path}:6: ", Assert.Throws<VectorFileException>(() => VectorFile.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeReadIsNamed()
    {
        AssertUnreadable(Path.Combine(_folder, "missing.rsp"), "the file does not exist");
        AssertUnreadable(Path.Combine(_folder, "missing", "missing.rsp"), "the file does not exist");
        AssertUnreadable(_folder, "this is a directory");
        AssertUnreadable("", "cannot be read");
        AssertUnreadable("a\0b", "cannot be read");
    }

    [Fact]
    public void AFileWithoutReadPermissionIsNamed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName != "root", "Only on Linux, and root may read everything.");
        string path = Write("secret.rsp", RspTexts.Ecb);
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
        }

        AssertUnreadable(path, "no permission to read the file");
    }

    [Fact]
    public void AHugeFileIsRefused()
    {
        // Sparse: it takes no space.
        string path = Path.Combine(_folder, "huge.rsp");
        using (FileStream file = File.Create(path))
        {
            file.SetLength(1L << 40);
        }

        AssertUnreadable(path, "over 64 MiB");
    }

    [Fact]
    public void ADeviceThatNeverEndsIsRefused()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "There is no /dev/zero here.");
        AssertUnreadable("/dev/zero", "over 64 MiB");
    }

    private static void AssertUnreadable(string path, string message)
    {
        VectorFileException exception = Assert.Throws<VectorFileException>(() => VectorFile.Load(path));
        Assert.Equal(path, exception.FileName);
        Assert.Equal(0, exception.Line);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
