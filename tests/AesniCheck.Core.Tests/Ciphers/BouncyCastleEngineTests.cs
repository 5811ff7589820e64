using System.Reflection;
using System.Reflection.Emit;
using Xunit;
using BouncyCastleAes = Org.BouncyCastle.Crypto.Engines.AesEngine;
using BouncyCastleHardwareAes = Org.BouncyCastle.Crypto.Engines.AesEngine_X86;

namespace AesniCheck.Ciphers;

/// <summary>A second opinion must not come from the hardware under test: BouncyCastle has a hardware engine too, and prefers it if available.</summary>
public sealed class BouncyCastleEngineTests
{
    private const BindingFlags Everything =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Static | BindingFlags.Public)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    [Fact]
    public void TheCipherHoldsSoftwareEnginesOnly()
    {
        AesCipher cipher = AesEngines.BouncyCastle.CreateCipher(new byte[16]);

        object[] engines = [.. cipher.GetType().GetFields(Everything).Select(field => field.GetValue(cipher)!).Where(value => value is not byte[])];

        Assert.Equal(2, engines.Length);
        Assert.All(engines, engine => Assert.Equal(typeof(BouncyCastleAes), engine.GetType()));
    }

    [Fact]
    public void NoMethodOfTheSoftwareEngineReachesAnIntrinsic() => Assert.Empty(IntrinsicsReachedFrom(typeof(BouncyCastleAes)));

    [Fact]
    public void TheSearchForIntrinsicsFindsThoseOfTheHardwareEngine() =>
        Assert.Contains("System.Runtime.Intrinsics.X86.Aes.Encrypt", IntrinsicsReachedFrom(typeof(BouncyCastleHardwareAes)));

    /// <summary>The intrinsics called by a type's methods, or by methods of the same assembly that these call, directly or not.</summary>
    private static SortedSet<string> IntrinsicsReachedFrom(Type type)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<MethodBase>();
        var waiting = new Stack<MethodBase>([.. type.GetMethods(Everything), .. type.GetConstructors(Everything)]);
        while (waiting.TryPop(out MethodBase? method))
        {
            if (!seen.Add(method))
            {
                continue;
            }

            foreach (MethodBase called in CallsOf(method))
            {
                if (called.DeclaringType?.Namespace?.StartsWith("System.Runtime.Intrinsics", StringComparison.Ordinal) == true)
                {
                    found.Add($"{called.DeclaringType.FullName}.{called.Name}");
                }
                else if (called.Module == type.Module)
                {
                    waiting.Push(called);
                }
            }
        }

        return found;
    }

    private static IEnumerable<MethodBase> CallsOf(MethodBase method)
    {
        byte[] code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        Type[]? typeArguments = method.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
        Type[]? methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (int offset = 0; offset < code.Length;)
        {
            // Opcodes of two bytes begin with 0xFE (ECMA-335 III.1.9).
            OpCode operation = code[offset] == 0xFE ? OpCodesByValue[unchecked((short)(0xFE00 | code[++offset]))] : OpCodesByValue[code[offset]];
            offset++;
            if (operation.OperandType == OperandType.InlineMethod)
            {
                yield return method.Module.ResolveMethod(BitConverter.ToInt32(code, offset), typeArguments, methodArguments)!;
            }

            offset += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, offset)),
                _ => 4,
            };
        }
    }
}
